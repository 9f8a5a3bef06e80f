using System.Globalization;
using System.Text;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Providers;

/// <summary>A backend that a program gives as a client, such as one from its own dependency injection.</summary>
/// <param name="client">The client; the program's to dispose of.</param>
/// <param name="kind">What kind of model the suite takes it for.</param>
internal sealed class GivenModel(IChatClient client, ModelKind kind) : IModelProvider
{
    /// <summary>What stands for the keyword of its provider in the header of a run.</summary>
    public const string Word = "given";

    /// <inheritdoc/>
    public ModelKind Kind => kind;

    /// <inheritdoc/>
    public string Description =>
        client.GetService<ChatClientMetadata>() is { DefaultModelId: { Length: > 0 } model }
            ? $"{model}, given in code"
            : $"{client.GetType().Name}, given in code";

    /// <inheritdoc/>
    /// <remarks>They stand in the options of the call, where clients look for them.</remarks>
    public ToolSupport Tools => ToolSupport.Chosen;

    public bool TakesImages => true;

    /// <inheritdoc/>
    /// <remarks>
    /// The type of the client, the build of its assembly and what its metadata say: a client that was built anew may answer
    /// otherwise, so it is asked again. What lies behind the client cannot be seen from here.
    /// </remarks>
    public ValueTask<string> FingerprintAsync(ModelContext context, CancellationToken cancellationToken)
    {
        var type = client.GetType();
        var text = new StringBuilder(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Word} in code: {type.FullName}, {type.Assembly.GetName().Name} {type.Module.ModuleVersionId:N}"
            )
        );
        if (client.GetService<ChatClientMetadata>() is { } metadata)
        {
            Append(text, "provider", metadata.ProviderName);
            Append(text, "model", metadata.DefaultModelId);
            // Users and queries of an address may hold what must not be told.
            Append(text, "at", metadata.ProviderUri is { } uri ? uri.Host + uri.AbsolutePath : null);
        }

        return ValueTask.FromResult(text.ToString());
    }

    /// <inheritdoc/>
    public ValueTask<IChatClient> ConnectAsync(ModelContext context, CancellationToken cancellationToken)
    {
#pragma warning disable CA2000 // What it holds is only lent to it.
        return ValueTask.FromResult<IChatClient>(new LentClient(client));
#pragma warning restore CA2000
    }

    private static void Append(StringBuilder text, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            text.Append(' ').Append(name).Append('=').Append(value);
        }
    }
}
