namespace ImageClassification.Models.TfLite.Operations;

/// <summary>Python's slices, such as <c>x[..., ::-1]</c> or <c>shape[0]</c>: bit masks say what each place in the brackets is.</summary>
internal static class StridedSlice
{
    public static void Convert(Step step)
    {
        var (sides, places) = (step.Input(0).Shape.Length, step.Input(1).Shape[0]);
        int[] masks = [.. Enumerable.Range(0, 5).Select(field => step.Options.Value<int>(field))];
        var (begins, ends, strides) = (step.Integers(1), step.Integers(2), step.Integers(3));
        var slices = new List<(long Begin, long End, long Stride)>();
        var (dropped, added) = (new List<long>(), new List<long>());
        for (var place = 0; place < places; place++)
        {
            if (Has(2, place))
            {
                var covered = sides - Enumerable.Range(0, places).Count(other => other != place && !Has(3, other));
                slices.AddRange(Enumerable.Repeat((0L, long.MaxValue, 1L), covered));
            }
            else if (Has(3, place))
            {
                added.Add(slices.Count - dropped.Count + added.Count);
            }
            else if (Has(4, place))
            {
                dropped.Add(slices.Count);
                slices.Add((begins[place], begins[place] == -1 ? long.MaxValue : begins[place] + 1, 1));
            }
            else
            {
                var isBackward = strides[place] < 0;
                var begin = Has(0, place) ? isBackward ? long.MaxValue : 0 : begins[place];
                var end = Has(1, place) ? isBackward ? long.MinValue : long.MaxValue : step.Options.Flag(5) ? begin + ends[place] : ends[place];
                slices.Add((begin, end, strides[place]));
            }
        }

        var value = Shapes.Slice(
            step, step.Read(0), [.. slices.Select(slice => slice.Begin)], [.. slices.Select(slice => slice.End)], [.. slices.Select(slice => slice.Stride)]);
        value = dropped.Count == 0 ? value : step.Graph.Node("Squeeze", [value, step.Graph.Constant([.. dropped])]);
        step.Write(added.Count == 0 ? value : step.Graph.Node("Unsqueeze", [value, step.Graph.Constant([.. added])]));

        bool Has(int mask, int place) => (masks[mask] >> place & 1) != 0;
    }
}
