"""Who may give credit: organizations, their legal names, capacities, licenses and approvals."""
