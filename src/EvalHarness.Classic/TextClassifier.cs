using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Files;
using EvalHarness.Models;
using EvalHarness.Models.Training;
using Microsoft.Extensions.AI;

namespace EvalHarness.Classic;

/// <summary>Classic machine learning, trained here: maximum entropy over the words and characters of a text.</summary>
/// <remarks>
/// Word 1- and 2-grams and character 1- to 4-grams, weighted by tf-idf, under multinomial logistic regression fitted by
/// L-BFGS (ML.NET). One thread and a seed make training repeatable to the bit. A trained classifier is kept in the cache
/// by the hash of its rows and settings. Its probabilities are the confidence of its answers.
/// </remarks>
/// <param name="Train">The labelled rows; must not be those that it is tested on. <c>input</c> names the text's columns, which samples must have as fields.</param>
/// <param name="L2">Weight of the L2 regularization, 0 or more; 0.1 by default.</param>
/// <param name="TrainSizes">
/// Numbers of rows to train on besides all of them, each a model <c>name@rows</c> on a learning curve; none by default. The
/// rows are drawn with the suite's seed, and a smaller draw is part of every larger one.
/// </param>
[Keyword("text-classifier")]
public sealed record TextClassifier(
    TrainingRows Train,
    [Range(0.0, 1e6)] double L2 = 0.1,
    ImmutableArray<int>? TrainSizes = null
) : ILearner
{
    /// <inheritdoc/>
    public int? Size { get; private init; }

    /// <summary>Changes when the same rows and settings would give another classifier.</summary>
    private const string Recipe = "text-classifier/1 words 1-2 characters 1-4 tf-idf maximum-entropy ML.NET 5.0.1";

    /// <summary>The labelled rows, with their input.</summary>
    public TrainingRows Train { get; } =
        Train?.Input is { IsDefaultOrEmpty: false }
            ? Train
            : throw new ArgumentException("training rows without input:, the columns of the text", nameof(Train));

    /// <inheritdoc/>
    public ModelKind Kind => ModelKind.Custom;

    /// <inheritdoc/>
    public string Description =>
        Size is { } rows
            ? FormattableString.Invariant(
                $"maximum entropy on the words of {rows} rows of {Path.GetFileName(Train.File.AsWritten)}"
            )
            : $"maximum entropy on the words of {Path.GetFileName(Train.File.AsWritten)}";

    /// <inheritdoc/>
    public bool IsLocal => true;

    /// <inheritdoc/>
    public async ValueTask<string> FingerprintAsync(ModelContext context, CancellationToken cancellationToken) =>
        $"text-classifier {DigestOf(Several(await ReadAsync(context, cancellationToken), context))}";

    /// <inheritdoc/>
    public ILearner At(int size) => this with { TrainSizes = null, Size = size };

    /// <inheritdoc/>
    public async ValueTask<IChatClient> ConnectAsync(ModelContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var rows = Several(await ReadAsync(context, cancellationToken), context);
#pragma warning disable CA2000 // The client owns the model, and the caller the client.
        return new Client(Fit(rows, context.CacheFolder), Train, context.Name);
#pragma warning restore CA2000
    }

    /// <summary>Rows of two labels or more; one label alone teaches nothing.</summary>
    private static List<TrainingRow> Several(List<TrainingRow> rows, ModelContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return rows.Select(row => row.Label).Distinct(StringComparer.Ordinal).Take(2).Count() == 2
            ? rows
            : throw new DocumentException(
                new Fault(context.Declared, $"one label alone to train model '{context.Name}' on", "two or more")
            );
    }

    /// <summary>The rows that it is trained on.</summary>
    internal Task<List<TrainingRow>> ReadAsync(ModelContext context, CancellationToken cancellationToken) =>
        Train.ReadAsync(context, Size, cancellationToken);

    private TextModel Fit(List<TrainingRow> rows, string folder)
    {
        string file = Path.Combine(folder, $"text-classifier-{DigestOf(rows)}.zip");
        return TryLoad(file) ?? TrainAndKeep(rows, file);
    }

    private TextModel TrainAndKeep(List<TrainingRow> rows, string file)
    {
        var trained = TextModel.Train(rows, L2, Seed);
        Keep(trained, file);
        return trained;
    }

    private static TextModel? TryLoad(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            using var stream = File.OpenRead(file);
            return TextModel.Load(stream, Seed);
        }
        catch (Exception e)
            when (e is IOException or InvalidDataException or FormatException or UnauthorizedAccessException)
        {
            // A broken cache costs a training, nothing more.
            return null;
        }
    }

    private static void Keep(TextModel trained, string file)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            WholeFile.Write(file, trained.Save);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be written costs a training next time.
        }
    }

    private string DigestOf(List<TrainingRow> rows) =>
        Digest.Of([
            Recipe,
            L2.ToString("R", CultureInfo.InvariantCulture),
            .. rows.SelectMany(row => new[] { row.Text, row.Label }),
        ]);

    /// <summary>Nothing in the training is random on one thread; ML.NET still wants a seed.</summary>
    private const int Seed = 1;

    private sealed class Client(TextModel model, TrainingRows train, string name) : WholeAnswerClient
    {
        public override Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        )
        {
            cancellationToken.ThrowIfCancellationRequested();
            var fields = LocalAnswer.RequestOf(options).Sample.Fields;
            float[] scores = model.Predict(train.JoinInput(field => LocalAnswer.FieldOf(fields, field, name)));
            int best = Array.IndexOf(scores, scores.Max());
            var probabilities = model.Labels.Zip(scores).ToDictionary(one => one.First, one => (double)one.Second);
            return Task.FromResult(LocalAnswer.Of(model.Labels[best], probabilities));
        }

        protected override void Dispose(bool disposing)
        {
            model.Dispose();
            base.Dispose(disposing);
        }
    }
}
