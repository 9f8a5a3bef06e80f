using System.Security.Cryptography;
using EvalHarness.Core;
using EvalHarness.Models.RuleBooks;
using EvalHarness.Yaml;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Providers;

/// <summary>A file of patterns and word lists that label a text: the baseline that comes first, and costs nothing.</summary>
/// <param name="File">The rule file, YAML: <c>default</c>, <c>rules</c> (each with <c>match</c> or <c>words</c>, <c>label</c>, <c>weight</c>, <c>priority</c>), <c>input</c>, <c>choose</c>, <c>default_weight</c>, <c>negation</c>.</param>
[Keyword("rules")]
public sealed record Rules([KeyName("rules")] FilePath File) : IModelProvider
{
    /// <inheritdoc/>
    public ModelKind Kind => ModelKind.Baseline;

    /// <inheritdoc/>
    public string Description => $"rules of {Path.GetFileName(File.AsWritten)}";

    /// <inheritdoc/>
    public bool IsLocal => true;

    /// <inheritdoc/>
    public async ValueTask<string> FingerprintAsync(ModelContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        Check(Read(context), context);
        await using var stream = System.IO.File.OpenRead(File.Full);
        return $"rules {Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken))[..32]}";
    }

    /// <inheritdoc/>
    public ValueTask<IChatClient> ConnectAsync(ModelContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var book = Read(context);
        Check(book, context);
#pragma warning disable CA2000 // The caller owns the client.
        return ValueTask.FromResult<IChatClient>(new Client(book, context.Name));
#pragma warning restore CA2000
    }

    /// <exception cref="DocumentException">The file has faults: all of them.</exception>
    private RuleBook Read(ModelContext context)
    {
        var findings = new FaultCollector();
        var node = YamlFile.Read(File.Full, findings, context.Declared) is { } text
            ? YamlComposer.Compose(text, context.Show(File), findings)
            : null;
        var book = node is null
            ? null
            : new Binder(new Catalog(typeof(RuleBook).Assembly), findings).Bind<RuleBook>(node, "rules");
        findings.ThrowIfAny();
        return book!;
    }

    /// <summary>A label that the task does not know could never be right.</summary>
    private void Check(RuleBook book, ModelContext context)
    {
        if (context.Labels.IsDefaultOrEmpty)
        {
            return;
        }

        string expected = $"one of {string.Join(", ", context.Labels)}";
        var faults = book
            .Rules.Select(rule => (rule.Label, rule.At))
            .Prepend((Label: book.Default, At: new Location(context.Show(File))))
            .Where(use => !context.Labels.Contains(use.Label, StringComparer.OrdinalIgnoreCase))
            .Select(use => new Fault(
                use.At,
                $"the label '{use.Label}'",
                expected,
                Spelling.Nearest(use.Label, context.Labels)
            ))
            .ToArray();
        if (faults.Length > 0)
        {
            throw new DocumentException(faults);
        }
    }

    private sealed class Client(RuleBook book, string name) : WholeAnswerClient
    {
        private readonly RuleLabeller labeller = new(book);

        public override Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        )
        {
            cancellationToken.ThrowIfCancellationRequested();
            var fields = LocalAnswer.RequestOf(options).Sample.Fields;
            var answer = labeller.Label(book.Fields.Select(field => LocalAnswer.FieldOf(fields, field, name)));
            return Task.FromResult(LocalAnswer.Of(answer.Label, answer.Probabilities));
        }
    }
}
