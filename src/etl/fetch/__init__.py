"""A link goes in, the page as received plus an outcome comes out, always exactly one."""
