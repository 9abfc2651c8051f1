"""项目 Chapter II: from the plan and the fund over declaration, evaluation and approval to acceptance and money."""
