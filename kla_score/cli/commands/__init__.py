"""The commands: a module each, of the same name, with a function of that name that takes the options."""
