using System.Globalization;
using ImageClassification.Testing;
using YamlDotNet.RepresentationModel;
using static ImageClassification.Template.Tests.SamTemplate;

namespace ImageClassification.Template.Tests;

public sealed class TemplateTests
{
    private readonly SamTemplate _template = Load();

    [Theory]
    [InlineData("AWS::Cognito::UserPool")]
    [InlineData("AWS::Cognito::UserPoolClient")]
    [InlineData("AWS::Cognito::UserPoolDomain")]
    [InlineData("AWS::Lambda::Function")]
    [InlineData("Custom::ConsoleAddress")]
    public void A_user_pool_is_made_only_where_it_is_asked_for(string type)
    {
        var (name, _) = _template.Resources(type).ShouldHaveSingleItem();

        _template.At("Resources", name, "Condition").ShouldBe("CreatesUserPool");
        _template.At("Parameters", "CreateUserPool", "Default").ShouldBe("false");
    }

    [Fact]
    public void The_console_has_pages_and_Query_behind_another_door()
    {
        var (query, console) = (_template.Resource("AWS::Serverless::Function", "Query"), _template.Resource("AWS::Serverless::Function", "ConsoleQuery"));

        Routes("Console").ShouldBe(["GET /", "GET /console/{file}"]);
        Routes("ConsoleQuery").ShouldBe(Routes("Query"));
        foreach (var name in query.Children.Keys.Select(key => key.ToString()).Except(["Description", "Events"]))
        {
            console[name].ShouldBe(query[name], name);
        }

        IEnumerable<string> Routes(string function) =>
            from route in _template.Events("HttpApi")
            where route.Name.StartsWith($"{function}.", StringComparison.Ordinal)
            select $"{Text(route.Properties, "Method")} {Text(route.Properties, "Path")}";
    }

    [Fact]
    public void Every_route_is_described_and_nothing_else()
    {
        var description = new ApiDescription(File.ReadAllText(Path.Combine(Repository.Root, "functions", "Query", "openapi.json")));

        var routes = _template.Events("HttpApi").Select(route => $"{Text(route.Properties, "Method")} {Text(route.Properties, "Path")}");

        // OpenAPI knows no greedy parameters.
        routes.Select(route => route.Replace("+}", "}", StringComparison.Ordinal)).Distinct().ShouldBe(description.Operations, ignoreOrder: true);
    }

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
    public void Classify_answers_before_the_API_gives_up_and_never_fetches_from_its_own_machine()
    {
        var classify = _template.Resource("AWS::Serverless::Function", "Classify");

        int.Parse(Text(classify, "Timeout")!, CultureInfo.InvariantCulture).ShouldBeLessThanOrEqualTo(29);
        _template.Resources("AWS::Serverless::Function").ShouldAllBe(
            function => Text(function.Properties, "Environment", "Variables", "ALLOW_LOOPBACK_URLS") == null);
    }

    [Fact]
    public void A_message_is_kept_for_longer_where_it_was_given_up_than_where_it_waits()
    {
        var kept = _template.Resources("AWS::SQS::Queue").ToDictionary(
            queue => queue.Name, queue => int.Parse(Text(queue.Properties, "MessageRetentionPeriod")!, CultureInfo.InvariantCulture));

        kept.Count.ShouldBe(4);
        kept.Where(queue => queue.Key != "WorkQueue").ShouldAllBe(queue => queue.Value == 1_209_600);
        kept["WorkQueue"].ShouldBeLessThanOrEqualTo(1_209_600 / 2);
    }

    [Fact]
    public void Ingest_is_woken_by_uploads_only()
    {
        var notifications = (YamlSequenceNode)_template.Resource("AWS::S3::Bucket", "ImageBucket")["NotificationConfiguration"]["LambdaConfigurations"];

        notifications.Select(item => Text(item, "Event")).ShouldBe(
            ["s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:LifecycleExpiration:*", "s3:ObjectRestore:Completed"]);
        notifications.ShouldAllBe(item => Text(item["Filter"][1]["S3Key"]["Rules"][0], "Value") == "ImagePrefix" && Text(item, "Function") == "Ingest.Arn");
        _template.Resources("AWS::S3::Bucket").Single(bucket => Text(bucket.Properties, "NotificationConfiguration") is not null).Name.ShouldBe("ImageBucket");
    }

    [Fact]
    public void What_EventBridge_cannot_deliver_waits_with_what_Ingest_could_not_handle()
    {
        var target = _template.Resource("AWS::Events::Rule", "SourceChanges")["Targets"][0];

        (Text(target, "Arn"), Text(target, "DeadLetterConfig", "Arn"), Text(target, "RetryPolicy", "MaximumRetryAttempts"))
            .ShouldBe(("Ingest.Arn", "FailedEventsQueue.Arn", "185"));
    }

    [Fact]
    public void What_cannot_be_handled_waits_in_a_queue_with_an_alarm()
    {
        var ingest = _template.Resource("AWS::Serverless::Function", "Ingest");
        Text(ingest, "EventInvokeConfig", "DestinationConfig", "OnFailure", "Destination").ShouldBe("FailedEventsQueue.Arn");
        Alarms().ShouldContain("ApproximateNumberOfMessagesVisible DeadLetterQueue.QueueName");
        Alarms().ShouldContain("ApproximateNumberOfMessagesVisible FailedEventsQueue.QueueName");
    }

    [Fact]
    public void What_is_answered_at_once_has_alarms()
    {
        Alarms().ShouldContain("Errors Classify");
        Alarms().ShouldContain("5xx Api");
        Alarms().ShouldContain("5xx ConsoleApi");
    }

    [Theory]
    [InlineData("Errors Classifier")]
    [InlineData("Throttles Classifier")]
    [InlineData("RecursiveInvocationsDropped Classifier")]
    [InlineData("Errors Ingest")]
    [InlineData("Throttles Ingest")]
    [InlineData("AsyncEventAge Ingest")]
    [InlineData("DestinationDeliveryFailures Ingest")]
    [InlineData("ApproximateAgeOfOldestMessage WorkQueue.QueueName")]
    [InlineData("ApproximateAgeOfOldestMessage DeadLetterQueue.QueueName")]
    [InlineData("ApproximateAgeOfOldestMessage FailedEventsQueue.QueueName")]
    [InlineData("ApproximateAgeOfOldestMessage CompletionQueue.QueueName")]
    [InlineData("ReadThrottleEvents PredictionTable")]
    [InlineData("WriteThrottleEvents PredictionTable")]
    [InlineData("ReadThrottleEvents PredictionTable batch-outcome")]
    [InlineData("WriteThrottleEvents PredictionTable batch-outcome")]
    [InlineData("ReadThrottleEvents PredictionTable batch-confidence")]
    [InlineData("WriteThrottleEvents PredictionTable batch-confidence")]
    [InlineData("FailedPercent Classifier")]
    public void What_loses_work_or_keeps_it_waiting_has_an_alarm(string watched) => Alarms().ShouldContain(watched);

    [Fact]
    public void Each_alarm_tells_the_topic_and_has_its_entry_in_the_runbook()
    {
        var runbook = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));

        _template.Resources("AWS::CloudWatch::Alarm").ShouldAllBe(alarm =>
            Texts(alarm.Properties["AlarmActions"]).Contains("AlarmTopicArn") && runbook.Contains($"**{alarm.Name}**", StringComparison.Ordinal));
    }

    [Fact]
    public void The_Classifiers_messages_to_itself_are_no_loop_that_Lambda_cuts()
    {
        Text(_template.Resource("AWS::Serverless::Function", "Classifier"), "RecursiveLoop").ShouldBe("Allow");
    }

    [Fact]
    public void What_the_Classifier_may_run_at_a_time_is_kept_free_for_it()
    {
        var reserved = _template.Resource("AWS::Serverless::Function", "Classifier")["ReservedConcurrentExecutions"];
        var highest = _template.Events("SQS").Single(item => item.Name == "Classifier.Work").Properties["ScalingConfig"]["MaximumConcurrency"];

        Texts(reserved).ShouldContain(highest.ToString());
    }

    [Fact]
    public void The_table_can_be_restored_and_forgets_tombstones()
    {
        var table = _template.Resource("AWS::DynamoDB::Table", "PredictionTable");

        Text(table, "PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled").ShouldBe("true");
        Text(table, "TimeToLiveSpecification", "AttributeName").ShouldBe("expiresAt");
    }

    /// <summary>The metric and the values of its dimensions, of every metric that an alarm looks at.</summary>
    private IEnumerable<string> Alarms() =>
        from alarm in _template.Resources("AWS::CloudWatch::Alarm")
        from metric in alarm.Properties.Children.TryGetValue("Metrics", out var queries)
            ? ((YamlSequenceNode)queries).Select(query => query is YamlSequenceNode choice ? choice[1] : query).OfType<YamlMappingNode>().Where(query => query.Children.ContainsKey("MetricStat")).Select(query => query["MetricStat"]["Metric"])
            : [alarm.Properties]
        select $"{Text(metric, "MetricName")} {string.Join(' ', ((YamlSequenceNode)metric["Dimensions"]).Select(dimension => Text(dimension, "Value")))}";
}
