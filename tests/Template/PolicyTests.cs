namespace ImageClassification.Template.Tests;

public sealed class PolicyTests
{
    public static TheoryData<string> Rules => [.. PolicyRules.All.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_template_keeps_the_rule(string rule)
    {
        var offenders = PolicyRules.All[rule](SamTemplate.Load());

        offenders.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("no wildcard action", "Action: dynamodb:Query", "Action: dynamodb:*")]
    [InlineData("no wildcard action", "Action: s3:GetObject\n", "Action: s3:Get*\n")]
    [InlineData("no wildcard resource", "Resource: !GetAtt WorkQueue.Arn", "Resource: \"*\"")]
    [InlineData("no wildcard resource", "${AWS::StackName}-images-${AWS::AccountId}/${ImagePrefix}*", "${AWS::StackName}-images-${AWS::AccountId}/*")]
    [InlineData("no wildcard resource", "s3:::${SourceBucket}/${ImagePrefix}*", "s3:::*/${ImagePrefix}*")]
    [InlineData("a role for each code, for Lambda only", "Role: !GetAtt QueryRole.Arn", "Role: !GetAtt ClassifierRole.Arn")]
    [InlineData("a role for each code, for Lambda only", "Role: !GetAtt ClassifyRole.Arn", "Role: !GetAtt ClassifierRole.Arn")]
    [InlineData("a role for each code, for Lambda only", "Role: !GetAtt QueryRole.Arn", "Policies: [AmazonDynamoDBFullAccess]")]
    [InlineData("a role for each code, for Lambda only", "Service: lambda.amazonaws.com", "AWS: \"*\"")]
    [InlineData("encrypted, by the customer's key where there is one", "KmsMasterKeyId: !If [HasKmsKey, !Ref KmsKeyArn, !Ref AWS::NoValue]", "DelaySeconds: 0")]
    [InlineData("encrypted, by the customer's key where there is one", "KMSMasterKeyId: !Ref KmsKeyArn", "KMSMasterKeyId: alias/aws/dynamodb")]
    [InlineData("encrypted, by the customer's key where there is one", "BucketEncryption:", "Unknown:")]
    [InlineData("roles may use the customer's key", "Action: [kms:GenerateDataKey, kms:Decrypt]", "Action: kms:Decrypt")]
    [InlineData("roles may use the customer's key", "Action: kms:Decrypt", "Action: kms:DescribeKey")]
    [InlineData("TLS only", "aws:SecureTransport: false", "aws:SecureTransport: true")]
    [InlineData("TLS only", "Queues: [!Ref FailedEventsQueue]", "Queues: [!Ref WorkQueue]")]
    [InlineData("TLS only", "- !Sub \"${ImageBucket.Arn}/*\"", "- !Sub \"${ImageBucket.Arn}/uploads/*\"")]
    [InlineData("nothing for everyone", "Effect: Deny", "Effect: Allow")]
    [InlineData("public access blocked", "RestrictPublicBuckets: true", "RestrictPublicBuckets: false")]
    [InlineData("no open route", "DefaultAuthorizer: AWS_IAM", "FailOnWarnings: true")]
    [InlineData("no open route", "EnableIamAuthorizer: true", "EnableIamAuthorizer: false")]
    [InlineData("no open route", "DefaultAuthorizer: Jwt", "FailOnWarnings: true")]
    [InlineData("no open route", "Path: /health", "Path: /health, Auth: { Authorizer: NONE }")]
    [InlineData("no open route", "ApiId: !Ref Api, Method: GET, Path: /health", "Method: GET, Path: /health")]
    [InlineData("no open route", "Description: Answers the HTTP API.", "FunctionUrlConfig: { AuthType: NONE }")]
    [InlineData("an open route reaches no data", "Role: !GetAtt ConsoleRole.Arn", "Role: !GetAtt QueryRole.Arn")]
    [InlineData("an open route reaches no data", "Action: [logs:CreateLogStream, logs:PutLogEvents]", "Action: s3:GetObject")]
    [InlineData("an open route reaches no data", "Path: /health", "Path: /health, Auth: { Authorizer: NONE }")]
    [InlineData("a service invokes for one source only", "SourceAccount: !Ref AWS::AccountId", "FunctionUrlAuthType: AWS_IAM")]
    [InlineData("a service invokes for one source only", "SourceArn: !Sub \"arn:${AWS::Partition}:s3:::${AWS::StackName}-images-${AWS::AccountId}\"", "SourceArn: !Sub \"arn:${AWS::Partition}:s3:::*\"")]
    [InlineData("a service invokes for one source only", "SourceArn: !GetAtt SourceChanges.Arn", "SourceArn: !GetAtt Others.Arn")]
    [InlineData("a service invokes for one source only", "EventInvokeConfig:", "Events: { Uploads: { Type: S3, Properties: { Bucket: !Ref ImageBucket } } }\n      EventInvokeConfig:")]
    [InlineData("each API has a limit, and a log that names who it turned away", "ThrottlingBurstLimit: !Ref ApiRequestsPerSecond", "ThrottlingBurstLimit: 10000")]
    [InlineData("each API has a limit, and a log that names who it turned away", "!GetAtt ApiLogs.Arn", "!GetAtt None.Arn")]
    [InlineData("each API has a limit, and a log that names who it turned away", "$context.authorizer.error", "$context.authorizer.latency")]
    [InlineData("each API has a limit, and a log that names who it turned away", "$context.routeKey", "$context.path")]
    [InlineData("no right that nothing uses", "Action: dynamodb:Query\n", "Action: [dynamodb:Query, dynamodb:BatchGetItem]\n")]
    [InlineData("no right that nothing uses", "Action: s3:GetObject\n", "Action: [s3:GetObject, s3:GetObjectVersion]\n")]
    [InlineData("logs for each code, kept for as long as the parameter says", "RetentionInDays: !Ref LogRetentionDays", "LogGroupClass: STANDARD")]
    [InlineData("logs for each code, kept for as long as the parameter says", "LogGroup: !Ref QueryLogs", "LogGroup: !Ref IngestLogs")]
    [InlineData("no function writes where it is woken", "Action: s3:GetObject\n", "Action: [s3:GetObject, s3:PutObject]\n")]
    [InlineData("nothing writes to a bucket that is not the stack's", "Action: s3:GetObject\n", "Action: [s3:GetObject, s3:PutObject]\n")]
    [InlineData("nothing writes to a bucket that is not the stack's", "                - MakesBucket\n", "                - HasSourceBucket\n")]
    [InlineData("nothing writes to a bucket that is not the stack's", "Bucket: !Ref DataBucket", "Bucket: !Ref SourceBucket")]
    [InlineData("no function writes where it is woken", "Action: s3:GetObject\n", "Action: [s3:GetObject, s3:DeleteObject]\n")]
    public void A_template_that_breaks_the_rule_is_found_out(string rule, string good, string bad)
    {
        SamTemplate.Yaml.ShouldContain(good);

        var offenders = PolicyRules.All[rule](SamTemplate.Parse(SamTemplate.Yaml.Replace(good, bad, StringComparison.Ordinal)));

        offenders.ShouldNotBeEmpty();
    }
}
