"""Copies what TABLE lacks from the table `restored`: restore.py TABLE. Needs boto3, and AWS_REGION."""
import os
import sys

import boto3

table, db = sys.argv[1], boto3.client("dynamodb", os.environ["AWS_REGION"])
for page in db.get_paginator("scan").paginate(TableName="restored"):
    for item in page["Items"]:
        try:
            # Without the condition, older items replace newer ones.
            db.put_item(TableName=table, Item=item, ConditionExpression="attribute_not_exists(pk)")
        except db.exceptions.ConditionalCheckFailedException:
            if item["sk"]["S"] == "batch":  # created again by an image, without what was declared and decided
                key = {name: item.pop(name) for name in ("pk", "sk")}
                names = {f"#{number}": name for number, name in enumerate(item)}
                db.update_item(
                    TableName=table,
                    Key=key,
                    UpdateExpression="SET " + ", ".join(f"{name} = if_not_exists({name}, :{name[1:]})" for name in names),
                    ExpressionAttributeNames=names,
                    ExpressionAttributeValues={f":{name[1:]}": item[field] for name, field in names.items()},
                )
