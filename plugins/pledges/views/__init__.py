"""What each template is given, and the HTML that it becomes."""
