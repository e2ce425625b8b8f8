"""The commands. Each is a module with a function of the same name that takes the options."""
