"""Writing without a terminal: the editor in the browser, over the same files, rules and pages."""
