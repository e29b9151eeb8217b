"""Articles and facts go in, rows of the staging tables in the build file come out."""
