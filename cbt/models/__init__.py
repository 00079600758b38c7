"""The record: every table, with the constraints that keep its promises."""
