using EvalHarness.Hosted;
using EvalHarness.Models;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Hosted;

/// <summary>Tokens by Azure.Identity: of a managed identity, whose service runs here, and of nobody.</summary>
/// <remarks>The variables are read by that library alone.</remarks>
[NonParallelizable]
public sealed class EntraTokensTests
{
    private static readonly string[] Variables = ["AZURE_TOKEN_CREDENTIALS", "IDENTITY_ENDPOINT", "IDENTITY_HEADER"];

    [TearDown]
    public void Forget()
    {
        foreach (string name in Variables)
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [Test]
    public async Task A_managed_identity_gives_a_token_that_is_sent()
    {
        const string token = "entra-Qa9Ws6Ed3Rf1";
        long expiry = TimeProvider.System.GetUtcNow().AddHours(8).ToUnixTimeSeconds();
        await using var identity = new FaultServer(
            FaultReply.Status(
                200,
                $$"""{"access_token":"{{token}}","expires_on":"{{expiry}}","resource":"https://cognitiveservices.azure.com","token_type":"Bearer"}"""
            )
        );
        await using var server = new FaultServer(FaultReply.Chat("positive"));
        Environment.SetEnvironmentVariable("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential");
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", identity.Url + "/msi/token");
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", "header");
        using var client = await new AzureOpenAI(server.Url, "mine", Entra: true).ConnectAsync(
            ModelSetup.Context(),
            CancellationToken.None
        );

        await client.AskAsync(ModelSetup.Request());
        await client.AskAsync(ModelSetup.Request());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                server.Requests.Select(request => request.Headers["Authorization"]),
                Is.EqualTo(Enumerable.Repeat("Bearer " + token, 2))
            );
            Assert.That(identity.Requests.Single().Path, Does.Contain("cognitiveservices.azure.com"));
        }
    }

    [Test]
    public async Task Without_an_identity_the_model_fails_before_anything_is_sent()
    {
        await using var server = new FaultServer(FaultReply.Chat("positive"));
        Environment.SetEnvironmentVariable("AZURE_TOKEN_CREDENTIALS", "EnvironmentCredential");
        using var client = await new AzureOpenAI(server.Url, "mine", Entra: true).ConnectAsync(
            ModelSetup.Context(),
            CancellationToken.None
        );

        var failed = await Assert.ThrowsAsync<ModelException>(() => client.AskAsync(ModelSetup.Request()));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed!.Message, Does.StartWith("model 'candidate': no identity was found: sign in with"));
            Assert.That((failed.IsTransient, failed.Reach), Is.EqualTo((false, FailureReach.Model)));
            Assert.That(server.Requests, Is.Empty);
        }
    }
}
