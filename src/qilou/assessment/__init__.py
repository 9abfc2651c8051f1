"""考核 Performance assessment: indicator sets and the units' results, which approvals and funds rest on (Article 7)."""
