"""The pages of stories, of what was said in them, and of where it was taken from."""
