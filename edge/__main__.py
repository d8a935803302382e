"""`python -m edge` is the `hearth` command."""

from edge.cli import main

if __name__ == "__main__":
    main()
