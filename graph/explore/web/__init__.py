"""The local web application on a case."""
