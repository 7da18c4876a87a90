"""Streamlit parts, for the pages of the workroom."""
