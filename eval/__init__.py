"""How good are the answers: known questions, metrics, the gate, the report."""
