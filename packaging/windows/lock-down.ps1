<#
.SYNOPSIS
Example: turns a machine with the kiosk installed into a kiosk. Read it, adapt it, run it as an administrator.

.PARAMETER Account
The kiosk account, for example BANK\kiosk. It must not be an administrator.

.PARAMETER Recovery
The account that administrators keep for recovery. AppLocker's rule for administrators would not give it a desktop.

.PARAMETER Enforce
Lets AppLocker block programs; without it, AppLocker only writes to the event log what it would block.

.PARAMETER Backend
Address of the verification backend, the only one that the kiosk may reach; empty for the embedded backend, with which
it needs no network at all.

.NOTES
Needs Windows 10/11 Enterprise, Education or IoT Enterprise, with the features Client-EmbeddedShellLauncher and
Client-KeyboardFilter. Run Enable-WindowsOptionalFeature for both and restart before.
Keep a second account with administrator rights: it logs on with Ctrl+Alt+Del, which the keyboard filter leaves to it.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $Account,
    [Parameter(Mandatory)] [string] $Recovery,
    [switch] $Enforce,
    [string] $Backend = ''
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$here = Split-Path -Parent $MyInvocation.MyCommand.Path
$kiosk = Join-Path $env:ProgramFiles 'Kiosk'
$sid = ([Security.Principal.NTAccount] $Account).Translate([Security.Principal.SecurityIdentifier]).Value
$recoverySid = ([Security.Principal.NTAccount] $Recovery).Translate([Security.Principal.SecurityIdentifier]).Value

# Secrets in the registry are for the kiosk account and administrators, not for all users.
$key = 'HKLM:\Software\Kiosk'
if ($PSCmdlet.ShouldProcess($key, 'Restrict access')) {
    $rights = New-Object Security.AccessControl.RegistrySecurity
    $rights.SetSecurityDescriptorSddlForm("O:BAG:SYD:PAI(A;CI;KA;;;SY)(A;CI;KA;;;BA)(A;CI;KR;;;$sid)")
    Set-Acl -Path $key -AclObject $rights
}

# The shell of the account. The class lives in the MDM bridge, which only SYSTEM may write to: run this part as SYSTEM
# (psexec -s, or a task of your device management).
if ($PSCmdlet.ShouldProcess($Account, 'Shell Launcher')) {
    $shell = (Get-Content -Raw -LiteralPath (Join-Path $here 'shell-launcher.xml')).Replace('BANK\kiosk', $Account)
    $assigned = Get-CimInstance -Namespace 'root\cimv2\mdm\dmmap' -ClassName 'MDM_AssignedAccess'
    $assigned.ShellLauncher = [Net.WebUtility]::HtmlEncode($shell)
    Set-CimInstance -CimInstance $assigned
}

# Keys that lead out of the kiosk. Alt+F4 the kiosk refuses by itself; Ctrl+Alt+Del stays for administrators.
if ($PSCmdlet.ShouldProcess($Account, 'Keyboard Filter')) {
    $place = @{ Namespace = 'root\standardcimv2\embedded' }
    $setting = Get-CimInstance @place -ClassName 'WEKF_Settings' -Filter "Name = 'DisableKeyboardFilterForAdministrators'"
    Set-CimInstance -CimInstance $setting -Property @{ Value = 'true' }
    foreach ($name in 'Windows', 'Alt+Tab', 'Alt+F4', 'Alt+Esc', 'Ctrl+Esc', 'Shift+Ctrl+Esc', 'Win+L', 'Win+R', 'Win+U') {
        $filter = Get-CimInstance @place -ClassName 'WEKF_PredefinedKey' -Filter "Id = '$name'"
        if ($filter) { Set-CimInstance -CimInstance $filter -Property @{ Enabled = $true } }
        else { Write-Warning "This Windows knows no key combination $name to filter" }
    }
}

# Programs: only the kiosk and Windows itself.
if ($PSCmdlet.ShouldProcess($Account, 'AppLocker')) {
    $policy = Get-Content -Raw -LiteralPath (Join-Path $here 'applocker.xml')
    $policy = $policy.Replace('S-1-5-21-0-0-0-1001', $sid).Replace('S-1-5-21-0-0-0-1002', $recoverySid)
    if ($Enforce) { $policy = $policy.Replace('EnforcementMode="AuditOnly"', 'EnforcementMode="Enabled"') }
    $file = New-TemporaryFile
    Set-Content -LiteralPath $file -Value $policy -Encoding UTF8
    Set-AppLockerPolicy -XmlPolicy $file -Merge
    Remove-Item -LiteralPath $file
    Set-Service -Name 'AppIDSvc' -StartupType Automatic -ErrorAction Continue
}

# Network: outbound, only to the backend and to name servers; nothing inbound. The firewall wants addresses, not names.
if ($PSCmdlet.ShouldProcess($kiosk, 'Firewall')) {
    Get-NetFirewallRule -Group 'Kiosk' -ErrorAction SilentlyContinue | Remove-NetFirewallRule
    if ($Backend) {
        $uri = [uri] $Backend
        $addresses = (Resolve-DnsName -Name $uri.DnsSafeHost).IPAddress
        New-NetFirewallRule -Group 'Kiosk' -DisplayName 'Kiosk to its backend' -Direction Outbound -Action Allow `
            -Program (Join-Path $kiosk 'kiosk.exe') -Protocol TCP -RemoteAddress $addresses -RemotePort $uri.Port |
            Out-Null
    }
    New-NetFirewallRule -Group 'Kiosk' -DisplayName 'Kiosk from elsewhere' -Direction Inbound -Action Block `
        -Program (Join-Path $kiosk 'kiosk.exe') | Out-Null
    # What no rule allows is blocked. Allow what your management needs before you run this.
    Set-NetFirewallProfile -All -DefaultOutboundAction Block -DefaultInboundAction Block
}
