"""Waits for the table `restored`, and copies from it what TABLE lacks: restore.py TABLE. Needs boto3, and AWS_REGION."""
import os
import sys

import boto3

table, db = sys.argv[1], boto3.client("dynamodb", os.environ["AWS_REGION"])
db.get_waiter("table_exists").wait(TableName="restored", WaiterConfig={"Delay": 20, "MaxAttempts": 2160})
for page in db.get_paginator("scan").paginate(TableName="restored"):
    for item in page["Items"]:
        try:
            # Without the condition, older items replace newer ones.
            db.put_item(TableName=table, Item=item, ConditionExpression="attribute_not_exists(pk)")
        except db.exceptions.ConditionalCheckFailedException:
            if item["sk"]["S"] != "batch":
                continue
            # If an image created the batch again, it lacks what was declared and decided. What was cleared on purpose stays so.
            key = {name: item.pop(name) for name in ("pk", "sk")}
            names = {f"#{number}": name for number, name in enumerate(item)}
            values = {f":{name[1:]}": item[field] for name, field in names.items()}
            try:
                db.update_item(
                    TableName=table,
                    Key=key,
                    UpdateExpression="SET " + ", ".join(f"{name} = if_not_exists({name}, :{name[1:]})" for name in names),
                    ConditionExpression="createdAt > :created",
                    ExpressionAttributeNames=names,
                    ExpressionAttributeValues=values | {":created": item["createdAt"]},
                )
            except db.exceptions.ConditionalCheckFailedException:
                pass
