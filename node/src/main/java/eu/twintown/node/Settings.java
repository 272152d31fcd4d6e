package eu.twintown.node;

import eu.twintown.node.access.AccessSettings;
import eu.twintown.node.access.enforce.EnforcementSettings;
import eu.twintown.node.acquisition.SourceConfig;
import eu.twintown.node.acquisition.SourceConfigReader;
import eu.twintown.node.catalogue.simpl.publish.CatalogueSettings;
import eu.twintown.node.catalogue.simpl.publish.CatalogueSettingsReader;
import eu.twintown.node.config.ConfigException;
import eu.twintown.node.config.ConfigFile;
import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.config.NodeConfig;
import eu.twintown.node.config.NodeConfig.TlsFiles;
import eu.twintown.node.config.NodeConfigReader;
import eu.twintown.node.dataspace.binding.BindingSettings;
import eu.twintown.node.dataspace.dsp.DspSettings;
import eu.twintown.node.dataspace.transfer.TransferSettings;
import eu.twintown.node.http.tls.TlsIdentity;
import eu.twintown.node.mediation.DataModels;
import eu.twintown.node.trust.TrustSettings;
import eu.twintown.node.trust.dcp.DcpConfig;
import eu.twintown.node.trust.oid4vc.issuer.IssuerSettings;
import eu.twintown.node.trust.oidc.SignInSettings;
import eu.twintown.node.trust.oidc.SignInSettingsReader;
import eu.twintown.node.trust.simpl.SimplSettings;
import eu.twintown.node.trust.simpl.SimplSettingsReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a configuration file says, read and found fit for use.
 *
 * @param access what is open to everybody, and conditions on attributes
 * @param enforcement how requests under agreements are decided
 * @param signIn where people and machines prove who they are
 * @param trust keys, DID, and whom this node trusts
 * @param dcp how it proves itself to others, and what it wants to see of them
 * @param issuer which credentials this node issues
 * @param simpl the Simpl data space that this node takes part in
 * @param simplCatalogue what it publishes there
 * @param models the data models that the node brings, and those of the file
 * @param dsp how this node speaks the Dataspace Protocol
 * @param transfers how data are transferred under an agreement
 * @param offers what can be had under an agreement, and the rules of the data space
 * @param binding what this node is to have under agreements, and what follows from them
 */
public record Settings(
        NodeConfig config,
        AccessSettings access,
        EnforcementSettings enforcement,
        SignInSettings signIn,
        TrustSettings trust,
        DcpConfig dcp,
        IssuerSettings issuer,
        Optional<SimplSettings> simpl,
        Optional<CatalogueSettings> simplCatalogue,
        DataModels models,
        DspSettings dsp,
        TransferSettings transfers,
        OffersSettings offers,
        BindingSettings binding,
        List<SourceConfig> sources) {

    /**
     * Reads the file and the environment.
     *
     * @throws ConfigException with every fault found
     */
    public static Settings read(Path file, Map<String, String> environment) {
        ConfigFile read = ConfigFile.read(file, environment);
        NodeConfig config = NodeConfigReader.read(read.root());
        DataModels models = DataModels.read(read.root());
        TrustSettings trust = TrustSettings.read(read.root(), environment);
        Settings settings = new Settings(
                config,
                AccessSettings.read(read.root()),
                EnforcementSettings.read(read.root()),
                new SignInSettingsReader(environment).read(read.root()),
                trust,
                DcpConfig.read(read.root(), config.identity().publicUrl(), trust.clockTolerance()),
                IssuerSettings.read(read.root()),
                SimplSettingsReader.read(read.root()),
                CatalogueSettingsReader.read(
                        read.root().section("simpl").section("catalogue"),
                        read.root().section("simpl").section("authority").uri("tier2"),
                        config.identity()),
                models,
                DspSettings.read(read.root()),
                TransferSettings.read(read.root()),
                OffersSettings.read(read.root()),
                BindingSettings.read(read.root().section("dataspace")),
                new SourceConfigReader(models).read(read.root()));
        config.server().tls().ifPresent(tls -> checkTls(tls, read.root().section("server")));
        if (!read.faults().isEmpty()) {
            throw new ConfigException(read.faults());
        }
        return settings;
    }

    private static void checkTls(TlsFiles tls, ConfigNode server) {
        try {
            TlsIdentity.ofPem(tls.certificate(), tls.key());
        } catch (UncheckedIOException e) {
            server.fault("tls", "a file cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            server.fault("tls", String.valueOf(e.getMessage()));
        }
    }
}
