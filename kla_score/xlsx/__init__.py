"""The file format of workbooks. Nothing here knows KLA."""
