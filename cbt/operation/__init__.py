"""The site at work: worker, jobs, schedule, backup, server and the operator's pages."""
