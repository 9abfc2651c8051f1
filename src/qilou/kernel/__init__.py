"""底座 What every module stands on and no module's matter: actor, errors, fields and forms, money, files, words."""
