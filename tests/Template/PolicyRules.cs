using YamlDotNet.RepresentationModel;
using static ImageClassification.Template.Tests.SamTemplate;

namespace ImageClassification.Template.Tests;

/// <summary>What must hold of every resource of its type, regardless of its name. Each rule gives those that break it.</summary>
internal static class PolicyRules
{
    /// <summary>Actions for which AWS knows no resource but *, each with where AWS says so. None is needed.</summary>
    private static readonly Dictionary<string, string> WithoutResource = [];

    /// <summary>Roles that may write where Ingest is woken, each with why that makes no circle.</summary>
    private static readonly Dictionary<string, string> UploadWriters = new()
    {
        ["QueryRole"] = "In the stack's own bucket it signs what its callers upload, which takes the right to upload. "
            + "It sends nothing there itself, and no upload wakes it.",
    };

    /// <summary>Routes that need no authorization, as method and path, each with why that gives nothing away.</summary>
    private static readonly Dictionary<string, string> OpenRoutes = new()
    {
        ["GET /"] = "The console's page, which is the same for everyone and says nothing of the data, but where to sign in.",
        ["GET /console/{file}"] = "The files that the page names.",
    };

    /// <summary>What tells 401, 403 and 429, and of whom.</summary>
    private static readonly string[] Named =
        ["status", "routeKey", "identity.sourceIp", "identity.userArn", "authorizer.claims.sub", "authorizer.error", "error.responseType"];

    private static readonly string[] Keepers = ["AWS::S3::Bucket", "AWS::SQS::Queue", "AWS::DynamoDB::Table"];

    public static IReadOnlyDictionary<string, Func<SamTemplate, IEnumerable<string>>> All { get; } =
        new Dictionary<string, Func<SamTemplate, IEnumerable<string>>>
        {
            ["nobody signs up for the console"] = template =>
                template.Resources("AWS::Cognito::UserPool")
                    .Where(pool => Text(pool.Properties, "AdminCreateUserConfig", "AllowAdminCreateUserOnly") != "true").Select(pool => pool.Name)
                    // a page keeps no secret
                    .Concat(template.Resources("AWS::Cognito::UserPoolClient")
                        .Where(client => Text(client.Properties, "GenerateSecret") != "false").Select(client => client.Name)),
            ["no wildcard action"] = template =>
                from rule in template.Allowed()
                where rule.Statement.Children.ContainsKey("NotAction") || Texts(rule.Statement["Action"]).Any(action => action.Contains('*'))
                select rule.Role,
            ["no wildcard resource"] = template =>
                from rule in template.Allowed()
                where rule.Statement.Children.ContainsKey("NotResource")
                    || (Texts(rule.Statement["Resource"]).Any(IsTooWide) && !Texts(rule.Statement["Action"]).All(WithoutResource.ContainsKey))
                select rule.Role,
            ["a role for each code, for Lambda only"] = template =>
                Functions(template).GroupBy(function => Text(function.Properties, "Role"))
                    .Where(group => group.Key is null || !AreOne(template, group)).SelectMany(group => group.Select(function => function.Name))
                    .Concat(Functions(template).Where(function => Text(function.Properties, "Policies") is not null).Select(function => function.Name))
                    .Concat(template.Resources("AWS::IAM::Role").Where(role => Text(role.Properties, "ManagedPolicyArns") is not null
                        || Statements(role.Properties["AssumeRolePolicyDocument"])
                            .Any(trust => Text(trust, "Principal", "Service") != ServiceOf(template, role.Name)
                                || ((YamlMappingNode)trust["Principal"]).Children.Count > 1)).Select(role => role.Name)),
            ["encrypted, by the customer's key where there is one"] = template =>
                from type in Keepers
                from resource in template.Resources(type)
                where !resource.Properties.AllNodes.Any(node => node is YamlScalarNode { Value: "KmsKeyArn" })
                    || (type == "AWS::SQS::Queue" && Text(resource.Properties, "SqsManagedSseEnabled") is null)
                    || (type == "AWS::S3::Bucket" && Text(resource.Properties, "BucketEncryption") is null)
                select resource.Name,
            ["roles may use the customer's key"] = template =>
                from role in template.Allowed().GroupBy(rule => rule.Role, rule => rule.Statement)
                let actions = role.SelectMany(statement => Texts(statement["Action"])).ToList()
                let key = role.Where(statement => Texts(statement["Resource"]).SequenceEqual(["KmsKeyArn"]))
                    .SelectMany(statement => Texts(statement["Action"])).ToList()
                where actions.Exists(action => action.Split(':')[0] is "s3" or "sqs" or "dynamodb")
                    && (!key.Contains("kms:Decrypt")
                        || (actions.Exists(action => action is "sqs:SendMessage" or "s3:PutObject") && !key.Contains("kms:GenerateDataKey")))
                select role.Key,
            ["TLS only"] = template =>
                template.Resources("AWS::S3::Bucket").Where(bucket => !IsDeniedWithoutTls(
                    template, "AWS::S3::BucketPolicy", "Bucket", "s3:*", bucket.Name, [$"{bucket.Name}.Arn", $"${{{bucket.Name}.Arn}}/*"]))
                    .Concat(template.Resources("AWS::SQS::Queue").Where(
                        queue => !IsDeniedWithoutTls(template, "AWS::SQS::QueuePolicy", "Queues", "sqs:*", queue.Name, [$"{queue.Name}.Arn"])))
                    .Select(resource => resource.Name),
            ["an open route reaches no data"] = template =>
                from function in Functions(template)
                where EventsOf(function.Properties).Children.Values.Any(item => Text(item, "Properties", "Auth", "Authorizer") == "NONE")
                where template.Allowed().Any(rule => $"{rule.Role}.Arn" == Text(function.Properties, "Role")
                    && Texts(rule.Statement["Action"]).Any(action => !action.StartsWith("logs:", StringComparison.Ordinal)))
                select function.Name,
            ["nothing for everyone"] = template =>
                from type in new[] { "AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy" }
                from policy in template.Resources(type)
                from statement in Statements(policy.Properties["PolicyDocument"])
                where Text(statement, "Effect") != "Deny" && statement["Principal"].AllNodes.Any(node => node is YamlScalarNode { Value: "*" })
                select policy.Name,
            ["public access blocked"] = template =>
                from bucket in template.Resources("AWS::S3::Bucket")
                where !new[] { "BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets" }.All(
                    block => Text(bucket.Properties, "PublicAccessBlockConfiguration", block) == "true")
                select bucket.Name,
            ["no open route"] = OpenDoors,
            ["a service invokes for one source only"] = template =>
                template.Resources("AWS::Lambda::Permission")
                    .Where(permission => Text(permission.Properties, "SourceArn") is not { } source || source.Contains('*')
                        || (Text(permission.Properties, "SourceAccount") != "AWS::AccountId"
                            && !template.Resources("AWS::Events::Rule").Any(rule => $"{rule.Name}.Arn" == source)))
                    .Select(permission => permission.Name)
                    .Concat(template.Events("S3").Select(source => source.Name)), // SAM gives its permission no SourceArn
            ["each API has a limit, and a log that names who it turned away"] = template =>
                from api in template.Resources("AWS::Serverless::HttpApi")
                let log = Text(api.Properties, "AccessLogSettings", "DestinationArn")
                let format = Text(api.Properties, "AccessLogSettings", "Format") ?? ""
                where Text(api.Properties, "DefaultRouteSettings", "ThrottlingRateLimit") != "ApiRequestsPerSecond"
                    || Text(api.Properties, "DefaultRouteSettings", "ThrottlingBurstLimit") != "ApiRequestsPerSecond"
                    || !template.Resources("AWS::Logs::LogGroup").Any(kept => $"{kept.Name}.Arn" == log)
                    || !Named.All(name => format.Contains($"\"$context.{name}\"")) || format.Contains("path") || format.Contains('\n')
                select api.Name,
            ["no right that nothing uses"] = template =>
                from rule in template.Allowed()
                let actions = Texts(rule.Statement["Action"]).ToList()
                where (Texts(rule.Statement["Resource"]).Any(resource => resource.Contains("/index/")) && !actions.SequenceEqual(["dynamodb:Query"]))
                    || actions.Contains("s3:GetObjectVersion")
                select rule.Role,
            ["logs for each code, kept for as long as the parameter says"] = template =>
                Functions(template).GroupBy(function => Text(function.Properties, "LoggingConfig", "LogGroup"))
                    .Where(group => !AreOne(template, group) || !template.Resources("AWS::Logs::LogGroup").Any(log => log.Name == group.Key))
                    .SelectMany(group => group.Select(function => function.Name))
                    .Concat(template.Resources("AWS::Logs::LogGroup")
                        .Where(log => Text(log.Properties, "RetentionInDays") != "LogRetentionDays").Select(log => log.Name)),
            ["nothing writes to a bucket that is not the stack's"] = template =>
                (from rule in template.Allowed()
                 where Texts(rule.Statement["Action"]).Any(IsWrite) && rule.Statement["Resource"].AllNodes.Any(
                     node => node is YamlScalarNode { Value: { } text } && text.Contains("SourceBucket"))
                 select rule.Role)
                .Concat(template.Resources("AWS::S3::BucketPolicy")
                    .Where(policy => policy.Properties["Bucket"].AllNodes.Any(node => node is YamlScalarNode { Value: "SourceBucket" }))
                    .Select(policy => policy.Name))
                .Concat(template.Allowed().Where(rule => Texts(rule.Statement["Action"]).Any(IsWrite)
                    && Texts(rule.Statement["Resource"]).Any(resource => resource.Contains("-images-"))
                    && !template.IsConditional(rule.Statement, "MakesBucket")).Select(rule => rule.Role)),
            ["no function writes where it is woken"] = template =>
                from rule in template.Allowed()
                where Texts(rule.Statement["Action"]).Any(IsWrite) && Texts(rule.Statement["Resource"]).Any(ReachesImages)
                    && !(UploadWriters.ContainsKey(rule.Role) && IsWokenByHttpOnly(template, rule.Role))
                select rule.Role,
        };

    private static IEnumerable<(string Name, YamlMappingNode Properties)> Functions(SamTemplate template) =>
        template.Resources("AWS::Serverless::Function").Concat(template.Resources("AWS::Lambda::Function"));

    /// <summary>Who may take the role: Lambda, but for one that only pipes have.</summary>
    private static string ServiceOf(SamTemplate template, string role) =>
        template.Resources("AWS::Pipes::Pipe").Any(pipe => Text(pipe.Properties, "RoleArn") == $"{role}.Arn") ? "pipes.amazonaws.com" : "lambda.amazonaws.com";

    /// <summary>Query and ConsoleQuery are the same code behind two doors: what one may do and writes, so does the other.</summary>
    private static bool AreOne(SamTemplate template, IEnumerable<(string Name, YamlMappingNode Properties)> functions) =>
        functions.Count() == 1 || functions.Select(function => template.CodeOf(function.Name)).Distinct().ToList() is [{ Target: not null }];

    /// <summary>A star may stand at the end only, alone in a folder or behind the images' prefix.</summary>
    private static bool IsTooWide(string resource) => resource.IndexOfAny(['*', '?']) is >= 0 and var star
        && !(star == resource.Length - 1 && (resource.EndsWith("/${ImagePrefix}*", StringComparison.Ordinal)
            || (resource.Split('/') is [.., var folder, "*"] && folder.All(char.IsAsciiLetter))));

    private static bool IsWrite(string action) =>
        action.StartsWith("s3:", StringComparison.Ordinal) && !(action[3..].StartsWith("Get", StringComparison.Ordinal)
            || action[3..].StartsWith("List", StringComparison.Ordinal) || action == "s3:AbortMultipartUpload");

    /// <summary>Any object of a bucket but the stack's own for data: the images' prefix may be empty.</summary>
    private static bool ReachesImages(string resource) =>
        resource.Contains('/') && !resource.StartsWith("${DataBucket.Arn}/", StringComparison.Ordinal)
            && !resource.Contains(":::${AWS::StackName}-data-${AWS::AccountId}/");

    private static bool IsWokenByHttpOnly(SamTemplate template, string role) =>
        Functions(template).Where(function => Text(function.Properties, "Role") == $"{role}.Arn")
            .All(function => EventsOf(function.Properties) is { Children.Count: > 0 } events
                && events.Children.Values.All(item => Text(item, "Type") == "HttpApi"));

    private static bool IsDeniedWithoutTls(SamTemplate template, string type, string field, string action, string name, string[] resources) =>
        template.Resources(type).Where(policy => Texts(policy.Properties[field]).Contains(name))
            .SelectMany(policy => Statements(policy.Properties["PolicyDocument"]))
            .Any(statement => Text(statement, "Effect") == "Deny" && Text(statement, "Principal") == "*" && Text(statement, "Action") == action
                && Text(statement, "Condition", "Bool", "aws:SecureTransport") == "false" && !resources.Except(Texts(statement["Resource"])).Any());

    private static IEnumerable<string> OpenDoors(SamTemplate template)
    {
        var guarded = template.Resources("AWS::Serverless::HttpApi")
            .Where(api => Text(api.Properties, "Auth", "DefaultAuthorizer") is { } authorizer
                && (authorizer == "AWS_IAM"
                    ? Text(api.Properties, "Auth", "EnableIamAuthorizer") == "true"
                    : Text(api.Properties, "Auth", "Authorizers", authorizer) is not null))
            .Select(api => api.Name).ToList();
        var routes = template.Events("HttpApi")
            .Where(route => !guarded.Contains(Text(route.Properties, "ApiId") ?? "") || Text(route.Properties, "Auth") is not null)
            .Select(route => $"{Text(route.Properties, "Method")} {Text(route.Properties, "Path")}");
        var rawRoutes = template.Resources("AWS::ApiGatewayV2::Route")
            .Where(route => Text(route.Properties, "AuthorizationType") is null or "NONE").Select(route => Text(route.Properties, "RouteKey")!);
        return routes.Concat(rawRoutes).Where(route => !OpenRoutes.ContainsKey(route))
            .Concat(template.Resources("AWS::Serverless::HttpApi").Select(api => api.Name).Except(guarded))
            .Concat(template.Resources("AWS::Serverless::Api").Concat(template.Resources("AWS::Lambda::Url")).Select(door => door.Name))
            .Concat(Functions(template).Where(function => Text(function.Properties, "FunctionUrlConfig") is not null).Select(function => function.Name))
            .Concat(template.Resources("AWS::Lambda::Permission")
                .Where(permission => Text(permission.Properties, "Principal") == "*").Select(permission => permission.Name));
    }
}
