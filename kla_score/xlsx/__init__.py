"""The file format of workbooks, independent of KLA."""
