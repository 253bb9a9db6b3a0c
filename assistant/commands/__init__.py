"""One module for each group of commands of `minutebook`; `assistant.cli` puts them together."""
