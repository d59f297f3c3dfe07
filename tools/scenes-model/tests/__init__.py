"""`python -m unittest discover -t . -s tests`"""
