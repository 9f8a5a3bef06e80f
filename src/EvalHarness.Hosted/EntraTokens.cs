using System.Runtime.CompilerServices;
using Azure.Core;
using Azure.Identity;
using EvalHarness.Core;
using EvalHarness.Models;

namespace EvalHarness.Hosted;

/// <summary>
/// Tokens of Microsoft Entra through Azure.Identity, which looks for an identity as Azure's own tools do: environment, workload,
/// managed identity, then whoever has signed in on this machine.
/// </summary>
/// <remarks>
/// The library is loaded only where a suite asks for it: nothing but bodies of methods names its types, since fields of its
/// structs, as an async method would have them, are laid out when this assembly is searched for words.
/// </remarks>
internal static class EntraTokens
{
    /// <summary>What fetches tokens.</summary>
    /// <param name="scope">What they are for.</param>
    /// <param name="model">Name of the model in the suite.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Func<CancellationToken, Task<AccessToken>> Create(string scope, string model)
    {
        var credential = new DefaultAzureCredential();
        return cancellationToken =>
            credential
                .GetTokenAsync(new TokenRequestContext([scope]), cancellationToken)
                .AsTask()
                .ContinueWith(
                    fetched => Read(fetched, model),
                    CancellationToken.None,
                    TaskContinuationOptions.ExecuteSynchronously,
                    TaskScheduler.Default
                );
    }

    private static AccessToken Read(Task<Azure.Core.AccessToken> fetched, string model)
    {
        try
        {
            // It has ended: this throws what it threw, and nothing waits.
            var token = fetched.GetAwaiter().GetResult();
            return new AccessToken(token.Token, token.ExpiresOn);
        }
        catch (AuthenticationFailedException e)
        {
            // Its text names accounts and folders; what it tells somebody who sets this up, Azure's own tools tell as well.
            string what =
                e is CredentialUnavailableException
                    ? "no identity was found: sign in with 'az login', or set AZURE_CLIENT_ID, AZURE_TENANT_ID and a secret or certificate"
                    : "the identity was refused a token";
            throw new ModelException(
                new Failure("backend", null, $"model '{model}': {what}"),
                isTransient: false,
                inner: e
            )
            {
                Reach = FailureReach.Model,
            };
        }
    }
}
