using ImageClassification.Batches;
using ImageClassification.Contracts;
using ImageClassification.Predictions;

namespace ImageClassification.Classifier.Tests.Simulation;

/// <summary>Those who upload, delete, score again, deploy and declare, a few times each schedule.</summary>
internal sealed class Users(World world, Choices choices)
{
    private static readonly ObjectKey[] Keys = [ObjectKey.Parse("uploads/trip/a.jpg"), ObjectKey.Parse("uploads/trip/b.jpg")];

    private int _left = 3 + choices.Next(6);

    public bool AreLeft => _left > 0;

    public void Act()
    {
        _left--;
        var key = Keys[choices.Next(Keys.Length)];
        switch (choices.Next(14))
        {
            case 0 or 1 or 2 or 3:
                var content = Contents.All[choices.Next(Contents.All.Length)];
                world.Log($"a user puts {content} to {key}");
                var put = world.Bucket.Put(key, content);
                if (choices.Once(6))
                {
                    world.Log("  into an archive");
                    world.Bucket.Archive(key);
                }

                Announce(put);
                break;
            case 4 or 5:
                world.Log($"a user deletes {key}");
                Announce(world.Bucket.Delete(key));
                break;
            case 6 when world.Bucket.DeleteVersion(key, choices.Next(3)) is { } deleted:
                world.Log($"a user deletes a version of {key}");
                Announce(deleted);
                break;
            case 7 or 8:
                var model = Model();
                world.Log($"a listing, model {model}");
                Queue(world.Bucket.List().Select(item => item with { Model = model }));
                break;
            case 9:
                model = Model();
                world.Log($"a manifest, model {model}");
                Queue(Keys.Select(each => new WorkItem.Classify(SimulatedBucket.Name, each, ObjectVersion.Unknown) { Model = model }));
                break;
            case 10:
                world.Log("a retry of what failed");
                Queue(world.Table.Items.Where(item => item.GetValueOrDefault("status")?.S == "FAILED").Select(PredictionItem.To)
                    .Select(failed => new WorkItem.Classify(failed.Bucket, failed.Key, failed.Version) { Model = failed.Model.Name }).ToList());
                break;
            case 11 when world.Bucket.Restore(key) is { } restored:
                world.Log($"a user restores {key}");
                Announce(restored);
                break;
            case 12:
                world.Log($"a lifecycle archives {key}");
                world.Bucket.Archive(key);
                break;
            case 13 when choices.Once(2):
                world.Deployed = 1 - world.Deployed;
                world.Log($"version {world.Deployed + 1} is deployed");
                break;
            default:
                world.Log("two images are expected");
                world.Oracle.Expected = Keys.Length;
                var table = new PredictionTable(world.Table, "predictions", TimeProvider.System);
                new BatchNotes(table).DeclareAsync(World.Batch, new(Expected: Keys.Length), CancellationToken.None).GetAwaiter().GetResult();
                world.Enqueue(new WorkItem.Check(SimulatedBucket.Name, World.Batch, world.Now));
                break;
        }
    }

    private ModelName? Model() => choices.Next(3) switch { 0 => null, 1 => Deployment.Main, _ => Deployment.Other };

    /// <summary>S3 notifies at least once, in any order.</summary>
    private void Announce(WorkItem item)
    {
        world.Oracle.Changed(item is WorkItem.Classify { Key: var changed } ? changed : ((WorkItem.Delete)item).Key);
        for (var times = 1 + (choices.Once(5) ? 1 : 0); times > 0; times--)
        {
            world.Enqueue(item);
        }
    }

    private void Queue(IEnumerable<WorkItem.Classify> items)
    {
        foreach (var item in items)
        {
            world.Oracle.Asked(item);
            world.Enqueue(item);
        }
    }
}
