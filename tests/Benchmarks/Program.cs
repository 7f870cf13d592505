using ImageClassification.Bare;
using ImageClassification.Benchmarks;
using ImageClassification.Contracts;
using ImageClassification.Inference;
using ImageClassification.Inference.Classification;
using ImageClassification.Runner;

switch (args)
{
    case ["bench", .. var options]:
        try
        {
            return await Bench.RunAsync(PipelineOptions.FindRoot(), options.Contains("--quick"), options.Contains("--json"));
        }
        catch (MissingToolException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }

    case ["worker", var model]:
        using (var classifier = ImageClassifier.Load(model, new InferenceOptions()))
        {
            Worker.Run(what => LaneOf(classifier, what));
        }

        return 0;
    default:
        return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
}

static Func<byte[], string> LaneOf(ImageClassifier classifier, string what)
{
    var tensor = new byte[classifier.Preprocessor.Length];
    return image =>
    {
        switch (what)
        {
            case "tensor":
                classifier.Preprocessor.Fill(image, tensor);
                return "";
            case "infer":
                classifier.Run(tensor);
                return "";
            default:
                return ((Outcome<ClassifiedImage>.Ok)classifier.Classify(image)).Value.Labels[0].Label;
        }
    };
}
