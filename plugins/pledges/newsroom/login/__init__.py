"""The ways to log in: at the organisation's own service, or at a web server in front that says who it is."""
