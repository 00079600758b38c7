"""The law: clauses of 11 CSR 75-15 as pure functions that cite them."""
