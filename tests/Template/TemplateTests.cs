using System.Globalization;
using ImageClassification.Contracts;
using YamlDotNet.RepresentationModel;
using static ImageClassification.Template.Tests.SamTemplate;

namespace ImageClassification.Template.Tests;

public sealed class TemplateTests
{
    private readonly SamTemplate _template = Load();

    [Fact]
    public void A_message_stays_invisible_for_six_times_the_functions_timeout_and_the_window()
    {
        var needed = 6 * _template.Default("ClassifierTimeout") + _template.Default("BatchingWindow");

        _template.Default("VisibilityTimeout").ShouldBeGreaterThanOrEqualTo(needed);
        Text(_template.Resource("AWS::SQS::Queue", "WorkQueue"), "VisibilityTimeout").ShouldBe("VisibilityTimeout");
    }

    [Fact]
    public void Every_queue_consumer_answers_message_by_message_and_has_a_limit()
    {
        var events = _template.Events("SQS").ToList();

        events.ShouldNotBeEmpty();
        events.ShouldAllBe(item => Texts(item.Properties["FunctionResponseTypes"]).Contains("ReportBatchItemFailures"));
        events.ShouldAllBe(item => Text(item.Properties, "ScalingConfig", "MaximumConcurrency") != null);
    }

    [Fact]
    public void A_message_is_tried_five_times_at_least_and_the_classifier_knows_how_often()
    {
        var function = _template.Resource("AWS::Serverless::Function", "Classifier");
        var queue = _template.Resource("AWS::SQS::Queue", "WorkQueue");

        _template.Default("MaxReceiveCount").ShouldBeGreaterThanOrEqualTo(5);
        Text(queue, "RedrivePolicy", "maxReceiveCount").ShouldBe("MaxReceiveCount");
        Text(function, "Environment", "Variables", "MAX_RECEIVE_COUNT").ShouldBe("MaxReceiveCount");
    }

    [Fact]
    public void No_route_is_open()
    {
        var api = _template.Resource("AWS::Serverless::HttpApi", "Api");
        var console = _template.Resource("AWS::Serverless::HttpApi", "ConsoleApi");
        var routes = _template.Events("HttpApi").ToLookup(route => Text(route.Properties, "ApiId"), route => route.Properties);

        Text(api, "Auth", "DefaultAuthorizer").ShouldBe("AWS_IAM");
        Text(api, "Auth", "EnableIamAuthorizer").ShouldBe("true");
        Text(console, "Auth", "DefaultAuthorizer").ShouldBe("Jwt");
        Text(console, "Auth", "Authorizers", "Jwt", "JwtConfiguration", "issuer").ShouldBe("JwtIssuer");
        routes.Select(group => group.Key).ShouldBe(["Api", "ConsoleApi"], ignoreOrder: true);
        routes["Api"].ShouldAllBe(route => Text(route, "Auth") == null);
        routes["ConsoleApi"].Where(route => Text(route, "Auth") != null).Select(RouteOf).ShouldBe(["GET /", "GET /console/{file}"]);
    }

    [Fact]
    public void The_console_is_Query_behind_another_door()
    {
        var (query, console) = (_template.Resource("AWS::Serverless::Function", "Query"), _template.Resource("AWS::Serverless::Function", "Console"));
        var (own, shown) = (Routes("Query").ToList(), Routes("Console").ToList());

        shown.ShouldBe([.. own, "GET /", "GET /console/{file}"]);
        foreach (var name in query.Children.Keys.Select(key => key.ToString()).Except(["Description", "Events"]))
        {
            console[name].ShouldBe(query[name], name);
        }

        IEnumerable<string> Routes(string function) =>
            _template.Events("HttpApi").Where(route => route.Name.StartsWith($"{function}.", StringComparison.Ordinal)).Select(route => RouteOf(route.Properties));
    }

    [Fact]
    public void No_role_may_do_anything_to_everything()
    {
        var allowed = _template.Allowed().ToList();

        allowed.ShouldNotBeEmpty();
        allowed.ShouldAllBe(rule => !Texts(rule.Statement["Action"]).Any(action => action.Contains('*')));
        allowed.ShouldAllBe(rule => !Texts(rule.Statement["Resource"]).Any(resource => resource == "*"));
    }

    [Fact]
    public void Every_function_has_a_role_and_a_log_of_its_own()
    {
        var functions = _template.Resources("AWS::Serverless::Function").Where(function => function.Name != "Console").Select(function => function.Properties).ToList();

        functions.Count.ShouldBe(4);
        functions.Select(function => Text(function, "Role")).ShouldBeUnique();
        functions.Select(function => Text(function, "LoggingConfig", "LogGroup")).ShouldBeUnique();
        _template.Resources("AWS::Logs::LogGroup").ShouldAllBe(log => Text(log.Properties, "RetentionInDays") != null);
    }

    [Fact]
    public void No_function_writes_where_it_is_woken()
    {
        var allowed = _template.Allowed().Where(rule => Texts(rule.Statement["Action"]).Any(action => action.StartsWith("s3:", StringComparison.Ordinal))).ToList();
        string[] reading = ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"];
        var writing = allowed.FindAll(rule => Texts(rule.Statement["Action"]).Except(reading).Any());
        var filters = _template.Events("S3").Select(item => Texts(item.Properties["Filter"]["S3Key"]["Rules"][0]["Value"]).Single());

        // Query writes exports/, and signs what its callers upload, which needs the right to upload: it never sends that itself.
        writing.ShouldAllBe(rule => rule.Role == "QueryRole");
        writing.SelectMany(rule => Texts(rule.Statement["Resource"])).Select(resource => resource.Split('/')[^2] + "/").Distinct()
            .ShouldBe([Upload.Prefix, "exports/"]);
        filters.ShouldBe([Upload.Prefix]);
    }

    [Fact]
    public void Classify_answers_before_the_API_gives_up_and_never_fetches_from_its_own_machine()
    {
        var classify = _template.Resource("AWS::Serverless::Function", "Classify");

        int.Parse(Text(classify, "Timeout")!, CultureInfo.InvariantCulture).ShouldBeLessThanOrEqualTo(29);
        _template.Resources("AWS::Serverless::Function").ShouldAllBe(function => Text(function.Properties, "Environment", "Variables", "ALLOW_LOOPBACK_URLS") == null);
    }

    [Fact]
    public void The_bucket_is_private_encrypted_and_reached_by_TLS_only()
    {
        var bucket = _template.Resource("AWS::S3::Bucket", "ImageBucket");
        var policy = _template.Resource("AWS::S3::BucketPolicy", "ImageBucketPolicy");

        ((YamlMappingNode)bucket["PublicAccessBlockConfiguration"]).Children.Values.Select(value => value.ToString()).ShouldBe(["true", "true", "true", "true"]);
        bucket.Children.ShouldContainKey("BucketEncryption");
        Statements(policy["PolicyDocument"]).ShouldContain(statement => DeniesPlainHttp(statement));
    }

    [Fact]
    public void Every_queue_is_encrypted_reached_by_TLS_only_and_keeps_messages_for_two_weeks()
    {
        var queues = _template.Resources("AWS::SQS::Queue").ToList();
        var policies = _template.Resources("AWS::SQS::QueuePolicy").Select(policy => policy.Properties).ToList();

        queues.ShouldAllBe(queue => Text(queue.Properties, "SqsManagedSseEnabled") != null && Text(queue.Properties, "KmsMasterKeyId") != null);
        queues.ShouldAllBe(queue => Text(queue.Properties, "MessageRetentionPeriod") == "1209600");
        policies.Select(policy => Texts(policy["Queues"]).Single()).ShouldBe(queues.Select(queue => queue.Name));
        policies.ShouldAllBe(policy => Statements(policy["PolicyDocument"]).Any(DeniesPlainHttp));
    }

    [Fact]
    public void What_cannot_be_handled_waits_in_a_queue_with_an_alarm()
    {
        var ingest = _template.Resource("AWS::Serverless::Function", "Ingest");
        var watched = _template.Resources("AWS::CloudWatch::Alarm").Where(alarm => Text(alarm.Properties, "Namespace") == "AWS/SQS")
            .Select(alarm => Text(alarm.Properties["Dimensions"][0], "Value"));

        Text(ingest, "EventInvokeConfig", "DestinationConfig", "OnFailure", "Destination").ShouldBe("FailedEventsQueue.Arn");
        watched.ShouldBe(["DeadLetterQueue.QueueName", "FailedEventsQueue.QueueName", "WorkQueue.QueueName"], ignoreOrder: true);
    }

    [Fact]
    public void What_is_answered_at_once_has_alarms()
    {
        var alarms = _template.Resources("AWS::CloudWatch::Alarm")
            .Select(alarm => (Text(alarm.Properties, "MetricName"), Text(alarm.Properties["Dimensions"][0], "Value")));

        alarms.ShouldContain(("Errors", "Classify"));
        alarms.ShouldContain(("5xx", "Api"));
    }

    [Fact]
    public void The_table_can_be_restored_and_forgets_tombstones()
    {
        var table = _template.Resource("AWS::DynamoDB::Table", "PredictionTable");

        Text(table, "PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled").ShouldBe("true");
        Text(table, "TimeToLiveSpecification", "AttributeName").ShouldBe("expiresAt");
    }

    private static string RouteOf(YamlMappingNode route) => $"{Text(route, "Method")} {Text(route, "Path")}";

    private static bool DeniesPlainHttp(YamlMappingNode statement) =>
        Text(statement, "Effect") == "Deny" && Text(statement, "Principal") == "*"
        && Text(statement, "Condition", "Bool", "aws:SecureTransport") == "false";
}
