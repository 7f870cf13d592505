using Amazon.DynamoDBv2;
using Amazon.S3;
using Amazon.SQS;

namespace ImageClassification.Classifier;

/// <summary>Of the services that the queue's function uses.</summary>
internal sealed record Clients(IAmazonDynamoDB DynamoDb, IAmazonS3 S3, IAmazonSQS Sqs);
