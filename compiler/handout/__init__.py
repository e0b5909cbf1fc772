"""A `Timeline`, its pictures and a brand -> a sheet to print: PDF or HTML."""
