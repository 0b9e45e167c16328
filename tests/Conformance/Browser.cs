using System.Diagnostics;

namespace ActorSim.Tests.Conformance;

/// <summary>A headless browser.</summary>
internal static class Browser
{
    /// <summary>The document after its script has run, and what was logged.</summary>
    public static (string Page, string Log) Dump(string address, string profile, params string[] more)
    {
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--user-data-dir=" + profile, .. more, "--dump-dom", address,
        ];
        using var browser = Process.Start(new ProcessStartInfo(BrowserFactAttribute.Browser!, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var log = browser.StandardError.ReadToEndAsync();
        var page = browser.StandardOutput.ReadToEnd();
        browser.WaitForExit();
        return (page, log.GetAwaiter().GetResult());
    }
}
