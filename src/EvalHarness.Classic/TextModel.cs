using System.Collections.Concurrent;
using EvalHarness.Models.Training;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Text;

namespace EvalHarness.Classic;

/// <summary>Maximum entropy over word and character n-grams (ML.NET): trained once, then asked by many threads.</summary>
/// <remarks>The only type that touches ML.NET, so that nothing loads it before a classifier is asked for.</remarks>
internal sealed class TextModel : IDisposable
{
    private readonly MLContext ml;
    private readonly ITransformer transformer;
    private readonly ConcurrentBag<PredictionEngine<Input, Output>> engines = [];

    private TextModel(MLContext ml, ITransformer transformer)
    {
        this.ml = ml;
        this.transformer = transformer;
        var engine = CreateEngine();
        var names = default(VBuffer<ReadOnlyMemory<char>>);
        engine.OutputSchema[nameof(Output.Score)].GetSlotNames(ref names);
        Labels = [.. names.DenseValues().Select(name => name.ToString())];
        engines.Add(engine);
    }

    /// <summary>The labels, in the order of the probabilities.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Trains on rows: the same rows and settings give the same bits on the same processor.</summary>
    /// <param name="rows">The rows, in an order that is part of what is learned.</param>
    /// <param name="l2">Weight of the L2 regularization.</param>
    /// <param name="seed">Seed of the context.</param>
    public static TextModel Train(IEnumerable<TrainingRow> rows, double l2, int seed)
    {
        var ml = new MLContext(seed);
        var data = ml.Data.LoadFromEnumerable(rows.Select(row => new Input { Text = row.Text, Label = row.Label }));
        var text = new TextFeaturizingEstimator.Options
        {
            WordFeatureExtractor = Ngrams(2),
            CharFeatureExtractor = Ngrams(4),
            KeepDiacritics = true,
        };
        var trainer = new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            L2Regularization = (float)l2,
            L1Regularization = 0,
            NumberOfThreads = 1,
        };
        var pipeline = ml
            .Transforms.Conversion.MapValueToKey(
                nameof(Input.Label),
                keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue
            )
            .Append(ml.Transforms.Text.FeaturizeText("Features", text, nameof(Input.Text)))
            .AppendCacheCheckpoint(ml)
            .Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(trainer));
        return new TextModel(ml, pipeline.Fit(data));
    }

    /// <summary>Reads a model that was saved.</summary>
    public static TextModel Load(Stream stream, int seed)
    {
        var ml = new MLContext(seed);
        return new TextModel(ml, ml.Model.Load(stream, out _));
    }

    /// <summary>Saves the model.</summary>
    public void Save(Stream stream) =>
        ml.Model.Save(transformer, ml.Data.LoadFromEnumerable(Array.Empty<Input>()).Schema, stream);

    /// <summary>The probability of each label for a text.</summary>
    public float[] Predict(string text)
    {
        if (!engines.TryTake(out var engine))
        {
            engine = CreateEngine();
        }

        var output = engine.Predict(new Input { Text = text });
        engines.Add(engine);
        return output.Score;
    }

    public void Dispose()
    {
        while (engines.TryTake(out var engine))
        {
            engine.Dispose();
        }

        (transformer as IDisposable)?.Dispose();
    }

    private PredictionEngine<Input, Output> CreateEngine() =>
        ml.Model.CreatePredictionEngine<Input, Output>(transformer);

    private static WordBagEstimator.Options Ngrams(int length) =>
        new()
        {
            NgramLength = length,
            UseAllLengths = true,
            Weighting = NgramExtractingEstimator.WeightingCriteria.TfIdf,
        };

    /// <summary>ML.NET reads and fills it by reflection.</summary>
    private sealed class Input
    {
        public string Text { get; set; } = "";
        public string Label { get; set; } = "";
    }

    /// <inheritdoc cref="Input"/>
    private sealed class Output
    {
        public float[] Score { get; set; } = [];
    }
}
