"""The city and its districts and county, with their GB/T 2260 codes."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CITY = ("440500", "汕头市", "Shantou")
DISTRICTS = [
    ("440507", "龙湖区", "Longhu District"),
    ("440511", "金平区", "Jinping District"),
    ("440512", "濠江区", "Haojiang District"),
    ("440513", "潮阳区", "Chaoyang District"),
    ("440514", "潮南区", "Chaonan District"),
    ("440515", "澄海区", "Chenghai District"),
    ("440523", "南澳县", "Nan'ao County"),
]


def enter(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    jurisdictions = apps.get_model("identity", "Jurisdiction").objects
    code, name_zh, name_en = CITY
    city = jurisdictions.create(code=code, name_zh=name_zh, name_en=name_en, kind="city")
    for code, name_zh, name_en in DISTRICTS:
        jurisdictions.create(code=code, name_zh=name_zh, name_en=name_en, kind="district", parent=city)


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_registers")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
