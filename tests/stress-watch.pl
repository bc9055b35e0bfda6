#!/usr/bin/perl
# Runs a command and watches its processes: stress-watch.pl FILE COMMAND...
#
# Looks at the command and its children fifty times a second, and leaves in FILE, as JSON, what the worst of them had, its
# exit status, its times, and how many of its children were still there when it was gone. Its own exit status is the
# command's, or 128 and the signal that it died of. `worker_kib` is what was seen, so a process that grows between the last
# look and its end had more; `largest_kib` is the kernel's account of the largest process waited for.
use strict;
use warnings;
use POSIX qw(:sys_wait_h WNOHANG);
use Time::HiRes qw(sleep time);

my ($file, @command) = @ARGV;
die "usage: stress-watch.pl FILE COMMAND...\n" unless @command;

sub text_of {
    my ($path) = @_;
    open my $in, '<', $path or return '';
    local $/;
    return scalar(<$in>) // '';
}

my $ticks = POSIX::sysconf(&POSIX::_SC_CLK_TCK);
my (%children, %started, %worker);
my %main = (rss_kib => 0, cpu => 0);

# What getrusage(2) says of the largest process of those waited for, in KiB: ru_maxrss, behind two times of two longs each.
sub largest {
    require 'sys/syscall.ph';
    my $usage = "\0" x 256;
    syscall(SYS_getrusage(), -1, $usage) == 0 or die "getrusage: $!\n";
    return (unpack 'l!5', $usage)[4];
}

# When the process started: another one may come to have its number.
sub began {
    my ($pid) = @_;
    return (split ' ', text_of("/proc/$pid/stat") =~ s/.*\)//sr)[19] // '';
}

sub look_at {
    my ($pid, $into) = @_;
    my $status = text_of("/proc/$pid/status");
    my ($peak) = $status =~ /^VmHWM:\s*(\d+)/m;
    my ($space) = $status =~ /^VmPeak:\s*(\d+)/m;
    $into->{rss_kib} = $peak if defined $peak && $peak > ($into->{rss_kib} // 0);
    $into->{space_kib} = $space if defined $space && $space > ($into->{space_kib} // 0);
    my @stat = split ' ', text_of("/proc/$pid/stat") =~ s/.*\)//sr;
    $into->{cpu} = ($stat[11] + $stat[12]) / $ticks if @stat > 12;
}

my $begun = time;
my $pid = fork // die "fork: $!\n";
if ($pid == 0) {
    exec { $command[0] } @command;
    die "$command[0]: $!\n";
}
my $status;
while (1) {
    for my $child (split ' ', text_of("/proc/$pid/task/$pid/children")) {
        $started{$child} //= began($child);
        look_at($child, \%worker);
    }
    look_at($pid, \%main);
    if (waitpid($pid, WNOHANG) == $pid) {
        $status = $?;
        last;
    }
    sleep 0.02;
}
my $seconds = time - $begun;
my (undef, undef, $user, $system) = times;
my $left = grep { $started{$_} ne '' && began($_) eq $started{$_} } keys %started;
my $code = WIFSIGNALED($status) ? 128 + WTERMSIG($status) : WEXITSTATUS($status);

open my $out, '>', $file or die "$file: $!\n";
printf {$out} '{"status": %d, "signal": %d, "seconds": %.2f, "cpu_seconds": %.2f, "supervisor_cpu_seconds": %.2f,'
    . ' "supervisor_kib": %d, "workers": %d, "worker_kib": %d, "worker_space_kib": %d,'
    . ' "largest_kib": %d, "left": %d}' . "\n",
    $code, WIFSIGNALED($status) ? WTERMSIG($status) : 0, $seconds, $user + $system, $main{cpu}, $main{rss_kib},
    scalar(keys %started), $worker{rss_kib} // 0, $worker{space_kib} // 0, largest(), $left;
close $out;
exit $code;
