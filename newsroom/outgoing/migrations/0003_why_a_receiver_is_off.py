from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outgoing", "0002_what_receivers_want_and_answer")]

    operations = [
        migrations.RenameField("receiver", "old_salt", "old_salts"),
        migrations.AddField(
            model_name='receiver',
            name='gone_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='said that it is gone at'),
        ),
        migrations.AlterField(
            model_name='attempt',
            name='problem',
            field=models.CharField(blank=True, choices=[('', 'none'), ('address', 'The address leads into a private network, where no message may go.'), ('no_host', 'There is no host of this name. Correct the address.'), ('redirect', 'The receiver answered with a redirect. Enter the final address.'), ('refused', "Nothing answers at this address: the receiver's service is not running."), ('timeout', 'The receiver did not answer in time.'), ('no_answer', 'The connection to the receiver broke before it answered.'), ('certificate', "The receiver's certificate is not valid for this address, or has run out."), ('bad_answer', 'The receiver answered that it did not take the message.'), ('gone', 'The receiver answered that it is gone for good. It is told nothing until it is switched on again.')], max_length=12, verbose_name='problem'),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='state',
            field=models.CharField(choices=[('waiting', 'waiting'), ('delivered', 'delivered'), ('failed', 'given up'), ('cancelled', 'cancelled'), ('overtaken', 'not sent: no longer public'), ('missed', 'not sent: the receiver was off')], default='waiting', max_length=10, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='receiver',
            name='old_salts',
            field=models.CharField(blank=True, editable=False, max_length=100),
        ),
    ]
