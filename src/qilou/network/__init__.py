"""网络: the extranet's register, access and other approvals, addresses and their delegation, measures (chapter III)."""
