using ActorSim.Dram.Policies;
using ActorSim.Dram.Standards;

namespace ActorSim.Dram.Setup;

/// <summary>The refresh policies by name.</summary>
public static class RefreshCatalog
{
    public const string AllBank = "all-bank";
    public const string Staggered = "all-bank-staggered";
    public const string PerBank = "per-bank";
    public const string None = "none";

    public static IReadOnlyList<string> Names { get; } = [AllBank, Staggered, PerBank, None];

    /// <exception cref="ArgumentException">An unknown name, or refresh of single banks where the standard has none.</exception>
    public static IRefreshPolicy Create(string name, DramStandard standard) => name switch
    {
        AllBank => new AllBankRefresh(standard),
        Staggered => new StaggeredRefresh(standard),
        PerBank => BankByBank(standard),
        None => new NoRefresh(),
        _ => throw NearestName.Unknown("refresh policy", name, Names),
    };

    private static PerBankRefresh BankByBank(DramStandard standard)
    {
        if (standard.RfcBank == 0)
        {
            throw new ArgumentException(
                $"{standard.Name} cannot refresh single banks (nRFCpb = 0), use the refresh policy '{AllBank}', '{Staggered}' or '{None}'");
        }

        return standard.BankRefreshInterval > standard.Rrefd && standard.BankRefreshInterval * (long)standard.Banks > standard.RfcBank
            ? new PerBankRefresh(standard)
            : throw new ArgumentException(
                $"{standard.Name}: nREFIpb = {standard.BankRefreshInterval} must be above nRREFD = {standard.Rrefd.Cycles}, and {standard.Banks} of it "
                + $"above nRFCpb = {standard.RfcBank.Cycles}, use fewer banks or another refresh policy");
    }
}
