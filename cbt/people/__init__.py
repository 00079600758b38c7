"""Who holds which role where: invitations, roles, users of the site, names, accommodations."""
