using ImageClassification.Runner.Templates;

namespace ImageClassification.Runner.Tests.Templates;

public sealed class TemplateReaderTests
{
    [Fact]
    public void The_repository_s_own_template_is_understood()
    {
        var root = PipelineOptions.FindRoot();

        var overrides = new Dictionary<string, string> { ["BatchSize"] = "7" };
        var stack = TemplateReader.Read(Path.Combine(root, "template.yaml"), "local", overrides, new("http://127.0.0.1:9"));

        stack.Functions.Select(function => function.Name).ShouldBe(["Ingest", "Classifier", "Classify", "Query"]);
        stack.Functions.SelectMany(function => function.Events).OfType<EventSource.Queue>().ShouldHaveSingleItem().BatchSize.ShouldBe(7);
        stack.Functions.Single(function => function.Name == "Ingest").Events.OfType<EventSource.Bucket>().Select(source => source.Event)
            .ShouldBe(["s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:LifecycleExpiration:*", "s3:ObjectRestore:Completed"]);
        stack.Buckets.ShouldBe(["local-images-000000000000", "local-data-000000000000"]);
        (stack.ImageBucket, stack.ImagePrefix).ShouldBe(("local-images-000000000000", "uploads/"));
        stack.Queues.Count.ShouldBe(4);
        stack.Tables.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("2026/", "2026/")]
    [InlineData("", "")]
    public void With_a_bucket_of_its_own_Ingest_gets_its_events_from_a_rule(string prefix, string expected)
    {
        var overrides = new Dictionary<string, string> { ["SourceBucket"] = "photos", ["ImagePrefix"] = prefix };

        var stack = TemplateReader.Read(Path.Combine(PipelineOptions.FindRoot(), "template.yaml"), "local", overrides, new("http://127.0.0.1:9"));

        var rule = stack.Functions.Single(function => function.Name == "Ingest").Events.ShouldHaveSingleItem().ShouldBeOfType<EventSource.Rule>();
        (rule.Name, rule.Prefix).ShouldBe(("photos", expected));
        rule.Types.ShouldBe(["Object Created", "Object Deleted", "Object Restore Completed"]);
        stack.Buckets.ShouldBe(["local-data-000000000000"]);
        (stack.ImageBucket, stack.ImagePrefix).ShouldBe(("photos", expected));
    }

    [Theory]
    [InlineData("SourceBucket", "local-data-000000000000", "stacks write to such buckets")]
    [InlineData("SourceBucket", "Photos", "Must be a bucket's name")]
    [InlineData("ImagePrefix", "a*", "without * ? $")]
    [InlineData("ClassifierMemory", "abc", "from 1024 to 10240")]
    [InlineData("ClassifierMemory", "1023", "from 1024 to 10240")]
    [InlineData("ClassifierMemory", "10241", "from 1024 to 10240")]
    [InlineData("BatchSize", "0", "from 1 to 100")]
    [InlineData("MaxReceiveCount", "0", "from 1 to 100")]
    [InlineData("VisibilityTimeout", "43201", "from 1 to 43200")]
    public void A_value_that_the_template_refuses_is_refused(string name, string value, string reason)
    {
        var read = () => TemplateReader.Read(
            Path.Combine(PipelineOptions.FindRoot(), "template.yaml"), "local", new Dictionary<string, string> { [name] = value }, new("http://127.0.0.1:9"));

        read.ShouldThrow<LocalException>().Message.ShouldContain(reason);
    }

    [Fact]
    public void Retries_may_be_fewer_and_sooner_than_on_AWS()
    {
        var overrides = new Dictionary<string, string> { ["MaxReceiveCount"] = "1", ["VisibilityTimeout"] = "1" };

        var stack = TemplateReader.Read(Path.Combine(PipelineOptions.FindRoot(), "template.yaml"), "local", overrides, new("http://127.0.0.1:9"));

        stack.Queues.ShouldContain(queue => queue.Attributes.GetValueOrDefault("VisibilityTimeout") == "1");
    }

    [Fact]
    public void A_resource_of_another_type_is_refused_by_name_and_line()
    {
        var refusal = Should.Throw<LocalException>(() => ScratchTemplate.Read("""
              Topic:
                Type: AWS::SNS::Topic
            """));

        refusal.Message.ShouldStartWith("template.yaml, line 4: AWS::SNS::Topic is not supported");
    }

    [Fact]
    public void An_event_of_another_type_is_refused_by_name()
    {
        var refusal = Should.Throw<LocalException>(() => ScratchTemplate.Read("""
              Echo:
                Type: AWS::Serverless::Function
                Metadata: { Dockerfile: functions/Dockerfile, DockerBuildTarget: echo }
                Properties:
                  Events:
                    Daily:
                      Type: Schedule
            """));

        refusal.Message.ShouldContain("Events of type Schedule are not supported");
    }

    [Fact]
    public void An_override_of_a_parameter_that_is_not_there_is_refused()
    {
        const string Parameters = "Parameters: { Size: { Type: Number, Default: 1 } }";

        var refusal = Should.Throw<LocalException>(() => ScratchTemplate.Read("", Parameters, new() { ["Sise"] = "2" }));

        refusal.Message.ShouldBe("--parameter-overrides: template.yaml has no Sise; it has Size.");
    }

    [Fact]
    public void A_resource_whose_condition_is_false_is_left_out()
    {
        var stack = ScratchTemplate.Read("""
              Work:
                Type: AWS::SQS::Queue
                Condition: Never
            """, "Conditions: { Never: !Equals [a, b] }");

        stack.Queues.ShouldBeEmpty();
    }

    [Fact]
    public void Globals_give_a_function_what_it_does_not_say_itself()
    {
        var stack = ScratchTemplate.Read("""
              Echo:
                Type: AWS::Serverless::Function
                Metadata: { Dockerfile: functions/Dockerfile, DockerBuildTarget: echo }
                Properties:
                  MemorySize: 256
                  Environment: { Variables: { B: own } }
            """, "Globals: { Function: { Timeout: 9, MemorySize: 1, Environment: { Variables: { A: a, B: b } } } }");

        var function = stack.Functions.ShouldHaveSingleItem();
        function.Timeout.ShouldBe(TimeSpan.FromSeconds(9));
        function.MemorySize.ShouldBe(256);
        function.Environment.ShouldBe(new Dictionary<string, string> { ["A"] = "a", ["B"] = "own" });
    }

    [Fact]
    public void A_function_without_a_project_is_refused()
    {
        var refusal = Should.Throw<LocalException>(() => ScratchTemplate.Read("""
              Gone:
                Type: AWS::Serverless::Function
                Metadata: { Dockerfile: functions/Dockerfile, DockerBuildTarget: gone }
                Properties: { MemorySize: 128 }
            """));

        refusal.Message.ShouldContain("there is no project gone in functions");
    }

    [Theory]
    [InlineData("CodeUri: functions/Echo/, Handler: Echo", "Metadata: { Dockerfile: functions/Dockerfile }")]
    [InlineData("PackageType: Image", "Metadata: { DockerBuildTarget: echo }")]
    public void A_function_that_is_no_target_of_a_Dockerfile_is_refused(string properties, string metadata)
    {
        var refusal = Should.Throw<LocalException>(() => ScratchTemplate.Read($$"""
              Echo:
                Type: AWS::Serverless::Function
                {{metadata}}
                Properties: { {{properties}} }
            """));

        refusal.Message.ShouldContain("Echo's Metadata has no Dockerfile or no DockerBuildTarget");
    }
}
