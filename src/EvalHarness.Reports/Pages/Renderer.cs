using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace EvalHarness.Reports.Pages;

/// <summary>Renders Razor components to HTML without a web server; all text is encoded.</summary>
internal static class Renderer
{
    /// <summary>The HTML of one component.</summary>
    public static async Task<string> RenderAsync<T>(Dictionary<string, object?> parameters)
        where T : IComponent
    {
        var services = new ServiceCollection().BuildServiceProvider();
        await using (services)
        {
            var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
            await using (renderer)
            {
                return await renderer.Dispatcher.InvokeAsync(async () =>
                    (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString()
                );
            }
        }
    }
}
